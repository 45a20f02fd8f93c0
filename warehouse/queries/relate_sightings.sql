-- of the issuer's own pages, the one that an announcement's text is taken from is its original, the others are copies
update ledger.sighting
set relation = case when url = $url then 'original' else 'copy' end
where
    announcement_id = $announcement_id
    and relation in ('original', 'copy')
    and (said ->> 'relayed') = 'false'
