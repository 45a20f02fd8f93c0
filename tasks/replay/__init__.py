"""The ledger built again from the archive, and how it differs from the live one."""
