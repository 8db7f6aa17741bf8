"""The pages for buyers: who may open which, and what each shows."""
