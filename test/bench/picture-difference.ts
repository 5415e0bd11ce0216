import sharp from 'sharp';

const grey = (picture: Buffer, width: number, height: number): Promise<Buffer> =>
  sharp(picture)
    .flatten({ background: '#fff' })
    .resize(width, height, { fit: 'fill' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer();

/** Share of a page's pixels, in percent, that are ink in one picture and paper in the other: who is fast must also be right. */
export async function differenceOf(one: Buffer, other: Buffer, width: number, height: number): Promise<number> {
  const [a, b] = await Promise.all([grey(one, width, height), grey(other, width, height)]);
  let apart = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at]! < 128 !== b[at]! < 128) apart += 1;
  return (apart / a.length) * 100;
}
