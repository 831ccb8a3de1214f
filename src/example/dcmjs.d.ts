/** The part of dcmjs that the example writer uses; the package ships no types. */
declare module 'dcmjs' {
  interface DicomElement {
    vr: string;
    Value: unknown[];
  }
  const dcmjs: {
    data: {
      DicomDict: new (meta: Record<string, DicomElement>) => {
        dict: Record<string, DicomElement>;
        write(): ArrayBuffer;
      };
      DicomMessage: {
        readFile(buffer: ArrayBuffer): {
          meta: Record<string, DicomElement>;
          dict: Record<string, DicomElement>;
        };
      };
    };
  };
  export default dcmjs;
}
