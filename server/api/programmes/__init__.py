"""Programmes, groups, sessions, registers, commitments and reports."""
