"""Places: postcodes, wards and areas of East Birmingham and around it."""
