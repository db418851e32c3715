// SPDX-License-Identifier: Apache-2.0
// Correlates of War numbers of states (state system membership list), by ISO code: what POLECAT has beside it.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace dragoman {

struct CowNumber {
  std::string_view iso3;
  int number;
};

// Sorted by ISO code.
// clang-format off
inline constexpr std::array<CowNumber, 195> kCowNumbers = {{
    {"AFG", 700}, {"AGO", 540}, {"ALB", 339}, {"AND", 232}, {"ARE", 696}, {"ARG", 160}, {"ARM", 371}, {"ATG", 58},
    {"AUS", 900}, {"AUT", 305}, {"AZE", 373}, {"BDI", 516}, {"BEL", 211}, {"BEN", 434}, {"BFA", 439}, {"BGD", 771},
    {"BGR", 355}, {"BHR", 692}, {"BHS", 31}, {"BIH", 346}, {"BLR", 370}, {"BLZ", 80}, {"BOL", 145}, {"BRA", 140},
    {"BRB", 53}, {"BRN", 835}, {"BTN", 760}, {"BWA", 571}, {"CAF", 482}, {"CAN", 20}, {"CHE", 225}, {"CHL", 155},
    {"CHN", 710}, {"CIV", 437}, {"CMR", 471}, {"COD", 490}, {"COG", 484}, {"COL", 100}, {"COM", 581}, {"CPV", 402},
    {"CRI", 94}, {"CUB", 40}, {"CYP", 352}, {"CZE", 316}, {"DEU", 255}, {"DJI", 522}, {"DMA", 54}, {"DNK", 390},
    {"DOM", 42}, {"DZA", 615}, {"ECU", 130}, {"EGY", 651}, {"ERI", 531}, {"ESP", 230}, {"EST", 366}, {"ETH", 530},
    {"FIN", 375}, {"FJI", 950}, {"FRA", 220}, {"FSM", 987}, {"GAB", 481}, {"GBR", 200}, {"GEO", 372}, {"GHA", 452},
    {"GIN", 438}, {"GMB", 420}, {"GNB", 404}, {"GNQ", 411}, {"GRC", 350}, {"GRD", 55}, {"GTM", 90}, {"GUY", 110},
    {"HND", 91}, {"HRV", 344}, {"HTI", 41}, {"HUN", 310}, {"IDN", 850}, {"IND", 750}, {"IRL", 205}, {"IRN", 630},
    {"IRQ", 645}, {"ISL", 395}, {"ISR", 666}, {"ITA", 325}, {"JAM", 51}, {"JOR", 663}, {"JPN", 740}, {"KAZ", 705},
    {"KEN", 501}, {"KGZ", 703}, {"KHM", 811}, {"KIR", 946}, {"KNA", 60}, {"KOR", 732}, {"KWT", 690}, {"LAO", 812},
    {"LBN", 660}, {"LBR", 450}, {"LBY", 620}, {"LCA", 56}, {"LIE", 223}, {"LKA", 780}, {"LSO", 570}, {"LTU", 368},
    {"LUX", 212}, {"LVA", 367}, {"MAR", 600}, {"MCO", 221}, {"MDA", 359}, {"MDG", 580}, {"MDV", 781}, {"MEX", 70},
    {"MHL", 983}, {"MKD", 343}, {"MLI", 432}, {"MLT", 338}, {"MMR", 775}, {"MNE", 341}, {"MNG", 712}, {"MOZ", 541},
    {"MRT", 435}, {"MUS", 590}, {"MWI", 553}, {"MYS", 820}, {"NAM", 565}, {"NER", 436}, {"NGA", 475}, {"NIC", 93},
    {"NLD", 210}, {"NOR", 385}, {"NPL", 790}, {"NRU", 970}, {"NZL", 920}, {"OMN", 698}, {"PAK", 770}, {"PAN", 95},
    {"PER", 135}, {"PHL", 840}, {"PLW", 986}, {"PNG", 910}, {"POL", 290}, {"PRK", 731}, {"PRT", 235}, {"PRY", 150},
    {"QAT", 694}, {"ROU", 360}, {"RUS", 365}, {"RWA", 517}, {"SAU", 670}, {"SDN", 625}, {"SEN", 433}, {"SGP", 830},
    {"SLB", 940}, {"SLE", 451}, {"SLV", 92}, {"SMR", 331}, {"SOM", 520}, {"SRB", 345}, {"SSD", 626}, {"STP", 403},
    {"SUR", 115}, {"SVK", 317}, {"SVN", 349}, {"SWE", 380}, {"SWZ", 572}, {"SYC", 591}, {"SYR", 652}, {"TCD", 483},
    {"TGO", 461}, {"THA", 800}, {"TJK", 702}, {"TKM", 701}, {"TLS", 860}, {"TON", 955}, {"TTO", 52}, {"TUN", 616},
    {"TUR", 640}, {"TUV", 947}, {"TWN", 713}, {"TZA", 510}, {"UGA", 500}, {"UKR", 369}, {"URY", 165}, {"USA", 2},
    {"UZB", 704}, {"VCT", 57}, {"VEN", 101}, {"VNM", 816}, {"VUT", 935}, {"WSM", 990}, {"XKX", 347}, {"YEM", 679},
    {"ZAF", 560}, {"ZMB", 551}, {"ZWE", 552},
}};
// clang-format on

/// "" when the code is no state.
inline std::string cow_number(std::string_view iso3) {
  const auto found = std::lower_bound(kCowNumbers.begin(), kCowNumbers.end(), iso3,
                                      [](const CowNumber& c, std::string_view code) { return c.iso3 < code; });
  return found != kCowNumbers.end() && found->iso3 == iso3 ? std::to_string(found->number) : std::string();
}

}  // namespace dragoman
