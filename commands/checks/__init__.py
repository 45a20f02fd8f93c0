"""What ``mingdan doctor`` looks at, one module an area; each gives findings and mends nothing."""
