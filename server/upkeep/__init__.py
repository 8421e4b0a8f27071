"""What happens to stored documents behind the live ones: compaction, replaying, the scrub."""
