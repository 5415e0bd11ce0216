declare module 'imagetracerjs' {
  interface Picture {
    width: number;
    height: number;
    data: Uint8ClampedArray;
  }
  interface Color {
    r: number;
    g: number;
    b: number;
    a: number;
  }
  /** As far as it is used here: https://github.com/jankovicsandras/imagetracerjs/blob/master/options.md */
  interface Options {
    pal?: Color[];
    colorquantcycles?: number;
    strokewidth?: number;
    viewbox?: boolean;
  }
  const ImageTracer: { imagedataToSVG(picture: Picture, options: Options): string };
  export default ImageTracer;
}
