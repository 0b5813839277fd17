// Where a page is shown, for components that name an asset or a whole address.
import { createContext, useContext } from '../markup/jsx-runtime';
import type { Place } from '../page';

const nowhere: Place = {
  language: 'en',
  origin: '',
  path: '/',
  everyLanguage: [],
  asset: (name) => `/assets/${name}`,
  readAsset: () => '',
};

/** Holds the place of the page that is written. */
export const Placed = createContext<Place>(nowhere);

/** Where the page stands: its origin, its path, and the addresses of its assets. */
export const usePlace = (): Place => useContext(Placed);
