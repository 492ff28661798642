-- :check
SELECT DATABASE_PATH(),
       MAX(CASE setting_name WHEN 'WRITE_DELAY' THEN CAST(setting_value AS BIGINT) END),
       MAX(CASE setting_name WHEN 'REUSE_SPACE' THEN UPPER(setting_value) END)
FROM information_schema.settings
