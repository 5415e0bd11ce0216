import type { PicturePart, PrintedFile } from '#contracts/files.js';
import { getFilePicture } from '../../api/books.js';

export interface PictureOfFile {
  file: PrintedFile;
  page: number;
  part: PicturePart;
  width: number;
}

/** A page of a file never changes: a file with other bytes has another digest. */
export const pictureQuery = ({ file, page, part, width }: PictureOfFile) => ({
  queryKey: ['file-picture', file.sha256, page, part, width],
  queryFn: () => getFilePicture(file, page, part, width),
  staleTime: Infinity,
});
