-- First start of Temporal's database server: a role that owns its two databases and nothing else.
-- The image runs this once, as superuser, when the data folder is empty. To change the password
-- later: ALTER ROLE temporal PASSWORD …, and the same in secrets/temporal_password.
\set password `cat /run/secrets/temporal_password`

CREATE ROLE temporal LOGIN PASSWORD :'password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
REVOKE ALL ON DATABASE temporal, temporal_visibility FROM PUBLIC;
