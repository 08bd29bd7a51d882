"""Bills of the US Congress, from the status files that GovInfo publishes (BILLSTATUS)."""
