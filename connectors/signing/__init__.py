"""What only this installation can sign, by a secret of its own."""
