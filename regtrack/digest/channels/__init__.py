"""The ways by which messages leave: mail over SMTP, and what apprise reaches. Nothing is imported until it is used."""
