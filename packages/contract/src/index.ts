export { contractHtml } from './contractHtml.ts';
export { contractPage } from './contractPage.ts';
