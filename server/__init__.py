"""The Manualboard server: transport, rooms, storage and relay."""
