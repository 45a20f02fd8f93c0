"""Knowing that it sees: whether a source fares as it always did, judged from its own history, without any IO."""
