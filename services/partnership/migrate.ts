// The command `node dist/services/partnership/migrate.js`: brings the tables up to date, however long that takes, while processes serve or wait.
import 'reflect-metadata';
import { runMigrations } from '../kit/subgraph/runSubgraph';
import { settings } from './config';
import { migrations } from './features';

void runMigrations('partnership', migrations, settings, process.env);
