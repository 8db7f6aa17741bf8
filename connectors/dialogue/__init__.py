"""The dialogue engine's rim: Rasa's client, its components, and its own store."""
