// Whoever gets mails, on one Shelfbridge: the committee first, which empties its queue before others send listings.
import './committee';
import './pages';
