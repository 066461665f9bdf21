"""What people see: records and a reader in, Block Kit out. Pure; one file per feature."""
