// What everybody meets, and the rooms of editors and organizers, on one Shelfbridge: the first looks at pages as a new start shows them.
import './everyPage';
import './editor';
import './organize';
