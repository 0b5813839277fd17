// Where people send files, of which types, and which subgraph reads them: said once for the gateway and for the subgraphs.

/** What programs and browsers call CSV; a browser asks the machine, and Excel has taken `.csv` for itself. */
const csvTypes = ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/csv', 'application/vnd.ms-excel'];

/** One place to send files to, by `POST`. */
export interface UploadDoor {
  /** Such as /petitions/:id/paper-signatures. */
  readonly path: string;
  /** Without parameters; a charset may follow. */
  readonly contentTypes: readonly string[];
  /** Which one reads the file as it arrives, and answers as it goes. */
  readonly subgraph: string;
}

/** ALL OF THEM. */
export const uploadDoors = {
  paperSignatures: { path: '/petitions/:id/paper-signatures', contentTypes: csvTypes, subgraph: 'advocacy' },
  libraries: { path: '/imports/libraries', contentTypes: csvTypes, subgraph: 'partnership' },
  pairs: { path: '/imports/pairs', contentTypes: csvTypes, subgraph: 'partnership' },
} as const satisfies Readonly<Record<string, UploadDoor>>;

/** The largest file that is taken, in bytes. */
export const largestFile = 1_000_000_000;
