// SPDX-License-Identifier: Apache-2.0
// Names of the codes that stand in the country field of a record.

const kNames =
  'ABWAruba;AFGAfghanistan;AGOAngola;AIAAnguilla;ALAAland Islands;ALBAlbania;ANDAndorra;AREUnited Arab Emirates;' +
  'ARGArgentina;ARMArmenia;ASMAmerican Samoa;ATAAntarctica;ATGAntigua and Barbuda;AUSAustralia;AUTAustria;' +
  'AZEAzerbaijan;BDIBurundi;BELBelgium;BENBenin;BFABurkina Faso;BGDBangladesh;BGRBulgaria;BHRBahrain;BHSBahamas;' +
  'BIHBosnia and Herzegovina;BLRBelarus;BLZBelize;BMUBermuda;BOLBolivia;BRABrazil;BRBBarbados;BRNBrunei;' +
  'BTNBhutan;BWABotswana;CAFCentral African Republic;CANCanada;CCKCocos Islands;CHESwitzerland;CHLChile;CHNChina;' +
  'CIVIvory Coast;CMRCameroon;CODDemocratic Republic of the Congo;COGRepublic of the Congo;COKCook Islands;' +
  'COLColombia;COMComoros;CPVCape Verde;CRICosta Rica;CUBCuba;CUWCuracao;CXRChristmas Island;CYMCayman Islands;' +
  'CYPCyprus;CZECzech Republic;DEUGermany;DJIDjibouti;DMADominica;DNKDenmark;DOMDominican Republic;DZAAlgeria;' +
  'ECUEcuador;EGYEgypt;ERIEritrea;ESHWestern Sahara;ESPSpain;ESTEstonia;ETHEthiopia;FINFinland;FJIFiji;' +
  'FLKFalkland Islands;FRAFrance;FROFaroe Islands;FSMMicronesia;GABGabon;GBRUnited Kingdom;GEOGeorgia;' +
  'GGYGuernsey;GHAGhana;GIBGibraltar;GINGuinea;GLPGuadeloupe;GMBGambia;GNBGuinea-Bissau;GNQEquatorial Guinea;' +
  'GRCGreece;GRDGrenada;GRLGreenland;GTMGuatemala;GUFFrench Guiana;GUMGuam;GUYGuyana;HKGHong Kong;HNDHonduras;' +
  'HRVCroatia;HTIHaiti;HUNHungary;IDNIndonesia;IMNIsle of Man;INDIndia;IOTBritish Indian Ocean Territory;' +
  'IRLIreland;IRNIran;IRQIraq;ISLIceland;ISRIsrael;ITAItaly;JAMJamaica;JEYJersey;JORJordan;JPNJapan;' +
  'KAZKazakhstan;KENKenya;KGZKyrgyzstan;KHMCambodia;KIRKiribati;KNASaint Kitts and Nevis;KORSouth Korea;' +
  'KWTKuwait;LAOLaos;LBNLebanon;LBRLiberia;LBYLibya;LCASaint Lucia;LIELiechtenstein;LKASri Lanka;LSOLesotho;' +
  'LTULithuania;LUXLuxembourg;LVALatvia;MACMacau;MARMorocco;MCOMonaco;MDAMoldova;MDGMadagascar;MDVMaldives;' +
  'MEXMexico;MHLMarshall Islands;MKDNorth Macedonia;MLIMali;MLTMalta;MMRMyanmar;MNEMontenegro;MNGMongolia;' +
  'MNPNorthern Mariana Islands;MOZMozambique;MRTMauritania;MSRMontserrat;MTQMartinique;MUSMauritius;MWIMalawi;' +
  'MYSMalaysia;MYTMayotte;NAMNamibia;NCLNew Caledonia;NERNiger;NFKNorfolk Island;NGANigeria;NICNicaragua;NIUNiue;' +
  'NLDNetherlands;NORNorway;NPLNepal;NRUNauru;NZLNew Zealand;OMNOman;PAKPakistan;PANPanama;PCNPitcairn Islands;' +
  'PERPeru;PHLPhilippines;PLWPalau;PNGPapua New Guinea;POLPoland;PRIPuerto Rico;PRKNorth Korea;PRTPortugal;' +
  'PRYParaguay;PSEPalestine;PYFFrench Polynesia;QATQatar;REUReunion;ROURomania;RUSRussia;RWARwanda;' +
  'SAUSaudi Arabia;SDNSudan;SENSenegal;SGPSingapore;SHNSaint Helena;SJMSvalbard;SLBSolomon Islands;' +
  'SLESierra Leone;SLVEl Salvador;SMRSan Marino;SOMSomalia;SPMSaint Pierre and Miquelon;SRBSerbia;SSDSouth Sudan;' +
  'STPSao Tome and Principe;SURSuriname;SVKSlovakia;SVNSlovenia;SWESweden;SWZEswatini;SXMSint Maarten;' +
  'SYCSeychelles;SYRSyria;TCATurks and Caicos Islands;TCDChad;TGOTogo;THAThailand;TJKTajikistan;TKLTokelau;' +
  'TKMTurkmenistan;TLSEast Timor;TONTonga;TTOTrinidad and Tobago;TUNTunisia;TURTurkey;TUVTuvalu;TWNTaiwan;' +
  'TZATanzania;UGAUganda;UKRUkraine;URYUruguay;USAUnited States;UZBUzbekistan;VATVatican;' +
  'VCTSaint Vincent and the Grenadines;VENVenezuela;VGBBritish Virgin Islands;VIRUnited States Virgin Islands;' +
  'VNMVietnam;VUTVanuatu;WLFWallis and Futuna;WSMSamoa;XKXKosovo;YEMYemen;ZAFSouth Africa;ZMBZambia;ZWEZimbabwe;' +
  'UNOUnited Nations;EUREuropean Union;IGOInternational organisations;NGONon-governmental organisations;' +
  'IMGArmed groups across borders;MNCMultinational companies;ISMMovements of faith and belief;';

const names = new Map(
  kNames
    .split(';')
    .filter((part) => part !== '')
    .map((part) => [part.slice(0, 3), part.slice(3)] as const),
);

/** The name of a country code, or the code where none is known. */
export function country_name(code: string): string {
  return names.get(code) ?? code;
}

export function all_countries(): ReadonlyArray<readonly [string, string]> {
  return [...names.entries()];
}
