// By which name does the issuer of a developer's machine go, for those who sign by it and those who believe it?

/** The `iss` of tokens that `npm run token` prints. */
export const localIssuer = 'urn:shelfbridge:local';

/** Their `aud`. */
export const localAudience = 'shelfbridge';
