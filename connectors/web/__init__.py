"""The aiohttp front: chat API, pages, the action server on loopback, health."""
