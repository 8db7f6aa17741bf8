"""What every fulfilment of a port promises, fake and real alike."""
