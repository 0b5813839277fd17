// Why is a token not believed?
import { Refusal } from '../operation/refusals';

/** The request shows a token that proves nothing; without any token it would be answered as anybody's. */
export class BadToken extends Refusal {
  constructor(fault: string) {
    const challenge = 'Bearer error="invalid_token"';
    super(
      401,
      'UNAUTHENTICATED',
      `The bearer token can not be used: ${fault}. Send a fresh one, or none to read what is public.`,
      {},
      {
        'www-authenticate': challenge,
      },
    );
  }
}

/** The provider that issued the token does not tell its keys at the moment, so nobody can say whether the token is good. */
export class ProviderUnavailable extends Refusal {
  constructor() {
    const message =
      'The identity provider can not be reached, so the token can not be checked now. Please try again in a moment.';
    super(503, 'IDENTITY_PROVIDER_UNAVAILABLE', message, {}, { 'retry-after': '5' });
  }
}
