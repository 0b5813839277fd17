// What does a person need to know once everything runs?
import type { StartSettings } from './config';
import { gatewayUrl } from './gatewayUrl';

/** The addresses, the place of the rows and the way to stop, as a small block of lines. */
export function announcement(settings: StartSettings, folder: string | null, seconds: number): string {
  const gateway = gatewayUrl(settings);
  const rows: [string, string][] = [
    ['Pages', `${gateway}/`],
    ['GraphQL', `${gateway}/graphql`],
    ['Health', `${gateway}/health`],
    ['Ready', `${gateway}/ready`],
    [
      'Subgraphs',
      `partnership on port ${settings.PARTNERSHIP_PORT}, advocacy on port ${settings.ADVOCACY_PORT} (this machine only)`,
    ],
    ['Data', folder === null ? 'your databases' : `${folder} (PostgreSQL on port ${settings.POSTGRES_PORT}, this machine only)`],
    ['Stop', 'Ctrl-C'],
  ];
  return [
    '',
    `Shelfbridge is ready after ${seconds.toFixed(1)} s.`,
    '',
    ...rows.map(([name, text]) => `  ${name.padEnd(11)}${text}`),
    '',
  ].join('\n');
}
