"""From captures to the ledger: the only steps that write it, one transaction an announcement."""
