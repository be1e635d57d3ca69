/** How every generated page ends. */
export const MADE = 'This page is made by `npm run docs`; change the catalogue, suites or variants instead.\n'
