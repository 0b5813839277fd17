// The command `node dist/services/partnership/migrate.js`: brings the tables up to date, however long that takes, while processes serve or wait.
import { runMigrations } from '../kit/subgraph/runMigrations';

void runMigrations('partnership', process.env, process.argv.slice(2));
