/** Where somebody was in each list, by its filter, for the way back from a job. Gone with the page. */
export interface Place {
  top: number;
  row: number;
}
export const placesLeft = new Map<string, Place>();
export const placeLeft = (list: string): Place => placesLeft.get(list) ?? { top: 0, row: -1 };
