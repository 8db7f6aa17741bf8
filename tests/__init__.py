"""What Doorstep promises, each test a statement about the product."""
