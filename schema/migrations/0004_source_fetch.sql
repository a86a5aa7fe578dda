-- How a source's addresses are to be fetched: 'yt-dlp', or empty, as files.
ALTER TABLE source ADD COLUMN fetch TEXT NOT NULL DEFAULT '';
