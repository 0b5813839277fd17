// What do fifty thousand listings look like, made in a few seconds?
import type { DataSource } from 'typeorm';

/** Fills a database with libraries that seek, spread over countries, languages, interests and texts as people spread. */
export async function fillListings(database: DataSource, count: number): Promise<void> {
  await database.query('ALTER TABLE library DISABLE TRIGGER write_search; ALTER TABLE listing DISABLE TRIGGER write_search');
  await database.query(
    `INSERT INTO library (id, name, sort_name, search_text, type, city, country, latitude, longitude, languages, demo, source_ids, confidence)
     SELECT 'many-' || n, 'Library ' || n, 'library ' || n, 'library ' || n || ' city' || n % 9000,
       (ARRAY['PUBLIC','PUBLIC','PUBLIC','SCHOOL','ACADEMIC','SPECIAL','NATIONAL'])[1 + n % 7], 'City' || n % 9000,
       (ARRAY['US','US','FI','DE','FR','ES','PL','MX','BR','KE','GH','JP','NZ','IN','GB','IT','PT','SE','NO','DK'])[1 + n % 20],
       (n::bigint * 7919 % 18000) / 100.0 - 90, (n::bigint * 104729 % 36000) / 100.0 - 180,
       (ARRAY['{en}','{en,es}','{fi,sv,en}','{de}','{fr,en}','{es}','{pl,en}','{pt-BR}'])[1 + n % 8]::text[], false, '{}', 'HIGH'
     FROM generate_series(1, $1) AS n`,
    [count],
  );
  await database.query(
    `INSERT INTO listing (id, library_id, state, offers, seeks, search_text, preferred_countries, preferred_languages, activity_interests, commitment,
       published_on, expires_on, historical, listed_on, demo, source_ids, confidence)
     SELECT 'many-' || n, 'many-' || n, 'PUBLISHED', 'words', 'words',
       'we offer a makerspace and ' || md5(n::text) || ' hope for ' || (ARRAY['cataloguing','poetry','music','gardens'])[1 + n % 4]
         || CASE WHEN n % 5000 = 0 THEN ' zeppelin' ELSE '' END || repeat(' and more words of the kind', 4),
       '{}', '{}', (ARRAY['{TRAINING}','{READING_CLUB,PEN_PALS}','{STAFF_EXCHANGE,TRAINING}','{}'])[1 + n % 4]::text[],
       (ARRAY['FORMAL','INFORMAL','FLEXIBLE'])[1 + n % 3], '2026-01-01'::date + n % 300, '2027-01-01'::date + n % 300, false,
       '2026-01-01'::date + n % 300, false, '{}', 'HIGH'
     FROM generate_series(1, $1) AS n`,
    [count],
  );
  await database.query('ALTER TABLE library ENABLE TRIGGER write_search; ALTER TABLE listing ENABLE TRIGGER write_search');
  await database.query('VACUUM ANALYZE library');
  await database.query('VACUUM ANALYZE listing');
}
