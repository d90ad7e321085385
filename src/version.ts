declare const SHADOWPRICE_VERSION: string | undefined;

/** The package's version; `development` where the source runs unbuilt. */
export const version =
  typeof SHADOWPRICE_VERSION === 'string' ? SHADOWPRICE_VERSION : 'development';
