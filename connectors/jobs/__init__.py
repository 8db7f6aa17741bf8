"""Work that goes on by itself: what a crash cuts off is taken up again at the next start."""
