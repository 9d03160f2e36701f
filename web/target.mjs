/** The language that our scripts are built to, for phones and for tests alike: what is measured is what a phone runs. */
export const TARGET = "es2021";
