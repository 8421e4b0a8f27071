"""What every layout is put together from: areas, zones, cards and their trail as blocks of a report."""
