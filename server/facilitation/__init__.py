"""What a facilitator does with a board beside editing it: commands, private writing, markers, snapshots, templates."""
