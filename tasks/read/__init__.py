"""Bytes to text and tables; no meaning is given here."""
