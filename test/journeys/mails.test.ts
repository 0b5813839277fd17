// Whoever gets mails, on one Shelfbridge: the committee first, which empties its queue before others send listings. Mistakes come last.
import './committee';
import './pages';
import './pageFaults';
