// SPDX-License-Identifier: Apache-2.0
// Closed word lists of the tokeniser, as hash sets built by the compiler. The abbreviations and prefixes are those that
// the training parts of EWT and GUM keep in one token, with titles, ranks, months and American states added.
#pragma once

#include <array>
#include <cstdint>

#include "syntax/word_table.h"

namespace dragoman {

/// How a word before a full stop may be an abbreviation.
enum AbbreviationRule : std::uint8_t {
  kAlways = 1,
  kCapital = 2,      ///< only with a capital: "Gen.", not "gen."
  kBeforeDigit = 3,  ///< only before a number: "No. 10"
  kAfterComma = 4,   ///< capital, and after a comma: "Jackson, Miss."
};

inline constexpr WordTable<512> kAbbreviations(std::to_array<WordTable<512>::Entry>({
    {"mr", 1},    {"mrs", 1},   {"ms", 2},    {"messrs", 1}, {"dr", 1},    {"st", 2},    {"gen", 2},   {"col", 2},
    {"lt", 2},    {"maj", 2},   {"capt", 2},  {"sgt", 2},    {"cpl", 2},   {"adm", 2},   {"cmdr", 2},  {"brig", 2},
    {"gov", 2},   {"sen", 2},   {"sens", 2},  {"rep", 2},    {"reps", 2},  {"rev", 2},   {"hon", 2},   {"prof", 1},
    {"pres", 2},  {"supt", 2},  {"insp", 2},  {"det", 2},    {"amb", 2},   {"pvt", 2},   {"pfc", 2},   {"spc", 2},
    {"spec", 2},  {"lieut", 2}, {"jr", 1},    {"sr", 2},     {"inc", 2},   {"corp", 2},  {"ltd", 1},   {"co", 2},
    {"cos", 2},   {"bros", 2},  {"etc", 1},   {"vs", 1},     {"jan", 2},   {"feb", 2},   {"mar", 2},   {"apr", 2},
    {"jun", 2},   {"jul", 2},   {"aug", 2},   {"sept", 1},   {"sep", 2},   {"oct", 2},   {"nov", 2},   {"dec", 2},
    {"mon", 2},   {"tue", 2},   {"tues", 2},  {"wed", 2},    {"thu", 2},   {"thur", 2},  {"thurs", 2}, {"fri", 2},
    {"sat", 2},   {"ave", 2},   {"blvd", 2},  {"ft", 2},     {"mt", 2},    {"hwy", 2},   {"rte", 2},   {"dept", 1},
    {"univ", 1},  {"assn", 1},  {"al", 1},    {"eg", 1},     {"ie", 1},    {"cf", 1},    {"approx", 1},{"ca", 1},
    {"esp", 1},   {"vol", 1},   {"vols", 1},  {"pp", 1},     {"ext", 1},   {"attn", 1},  {"mlle", 2},  {"mme", 2},
    {"sra", 2},   {"msgr", 2},  {"ste", 2},   {"ph", 2},     {"para", 2},  {"esq", 2},   {"intl", 2},  {"natl", 2},
    {"govt", 1},  {"ala", 2},   {"ariz", 2},  {"ark", 2},    {"calif", 2}, {"colo", 2},  {"conn", 2},  {"fla", 2},
    {"ga", 2},    {"kan", 2},   {"ky", 2},    {"md", 2},     {"mich", 2},  {"minn", 2},  {"mont", 2},  {"neb", 2},
    {"nev", 2},   {"okla", 2},  {"penn", 2},  {"tenn", 2},   {"tex", 2},   {"va", 2},    {"vt", 2},    {"wis", 2},
    {"wyo", 2},   {"que", 2},   {"ont", 2},   {"del", 4},    {"ill", 4},   {"ind", 4},   {"la", 4},    {"mass", 4},
    {"miss", 4},  {"mo", 4},    {"ore", 4},   {"pa", 4},     {"wash", 4},  {"no", 3},    {"nos", 3},   {"art", 3},
    {"fig", 3},   {"figs", 3},  {"sec", 3},   {"ch", 3},     {"p", 3},     {"c", 3},     {"b", 3},     {"d", 3},
    {"r", 3},     {"m", 3},     {"v", 1},     {"sun", 3},    {"arrv", 1},  {"aka", 1},   {"gens", 2},  {"cols", 2},
    {"lts", 2},   {"drs", 2},   {"profs", 2}, {"govs", 2},   {"comdr", 2}, {"cdr", 2},   {"atty", 2},  {"comr", 2},
    {"assoc", 2}, {"cal", 2},   {"sqn", 2},   {"flt", 2},
}));

/// First parts that stay with what follows the hyphen.
inline constexpr WordTable<128> kPrefixes(std::to_array<WordTable<128>::Entry>({
    {"non", 1},   {"e", 1},      {"re", 1},     {"mid", 1},    {"anti", 1},   {"co", 1},    {"pre", 1},   {"pro", 1},
    {"cross", 1}, {"post", 1},   {"over", 1},   {"semi", 1},   {"multi", 1},  {"ex", 1},    {"sub", 1},   {"counter", 1},
    {"mini", 1},  {"neo", 1},    {"socio", 1},  {"psycho", 1}, {"inter", 1},  {"intra", 1}, {"micro", 1}, {"un", 1},
    {"super", 1}, {"proto", 1},  {"ultra", 1},  {"quasi", 1},  {"trans", 1},  {"under", 1}, {"bi", 1},    {"tri", 1},
    {"de", 1},    {"pseudo", 1}, {"geo", 1},    {"macro", 1},  {"extra", 1},  {"dis", 1},   {"mis", 1},   {"para", 1},
    {"arch", 1},  {"electro", 1},{"hyper", 1},  {"auto", 1},   {"narco", 1},  {"thermo", 1},
}));

/// Words without an apostrophe that are two: the value is where the second begins, from the end.
inline constexpr WordTable<64> kContractions(std::to_array<WordTable<64>::Entry>({
    {"cannot", 3},  {"gonna", 2},    {"gotta", 2},   {"wanna", 2},    {"dont", 2},    {"doesnt", 2}, {"didnt", 2},
    {"isnt", 2},    {"wasnt", 2},    {"arent", 2},   {"werent", 2},   {"hasnt", 2},   {"havent", 2}, {"hadnt", 2},
    {"wouldnt", 2}, {"couldnt", 2},  {"shouldnt", 2},{"aint", 2},     {"lets", 1},    {"cant", 2},   {"wont", 2},
    {"thats", 1},   {"theres", 1},   {"whats", 1},   {"youre", 2},    {"theyre", 2},  {"ive", 2},    {"im", 1},
}));

/// Units that are words of their own after a number ("5pm", "$3.5bn", "400m").
inline constexpr WordTable<128> kUnits(std::to_array<WordTable<128>::Entry>({
    {"m", 1},  {"k", 1},  {"b", 1},   {"bn", 1},  {"mn", 1},  {"tn", 1},  {"pm", 1}, {"am", 1},  {"mm", 1},  {"cm", 1},
    {"km", 1}, {"kg", 1}, {"ft", 1},  {"hz", 1},  {"lb", 1},  {"lbs", 1}, {"kb", 1}, {"mb", 1},  {"gb", 1},  {"mph", 1},
    {"kph", 1},{"x", 1},  {"hrs", 1}, {"hr", 1},  {"min", 1}, {"mins", 1},{"oz", 1}, {"ml", 1},  {"mw", 1},  {"kw", 1},
    {"tb", 1}, {"yrs", 1},{"sq", 1},  {"mg", 1},  {"kt", 1},  {"hours", 1},{"minutes", 1}, {"days", 1}, {"percent", 1},
    {"million", 1}, {"billion", 1}, {"ghz", 1}, {"mhz", 1}, {"cc", 1}, {"in", 1}, {"gmt", 1},
}));

/// What may follow the last dot of a host or file name.
inline constexpr WordTable<128> kExtensions(std::to_array<WordTable<128>::Entry>({
    {"com", 1},  {"org", 1},  {"net", 1},  {"gov", 1},  {"edu", 1},  {"mil", 1},  {"info", 1}, {"uk", 1},   {"ru", 1},
    {"de", 1},   {"fr", 1},   {"ua", 1},   {"doc", 1},  {"xls", 1},  {"pdf", 1},  {"htm", 1},  {"html", 1}, {"txt", 1},
    {"jpg", 1},  {"gif", 1},  {"zip", 1},  {"exe", 1},  {"ppt", 1},  {"docx", 1}, {"url", 1},  {"biz", 1},  {"tv", 1},
    {"eu", 1},   {"cn", 1},   {"jp", 1},   {"au", 1},   {"ca", 1},   {"nz", 1},   {"tw", 1},   {"php", 1},  {"asp", 1},
    {"xml", 1},  {"csv", 1},  {"png", 1},  {"jpeg", 1}, {"ir", 1},   {"il", 1},   {"tr", 1},   {"ch", 1},   {"nl", 1},
}));

}  // namespace dragoman
