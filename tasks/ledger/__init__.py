"""Announcements to designations: the pure core, without any IO."""
