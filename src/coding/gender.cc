// SPDX-License-Identifier: Apache-2.0
#include "coding/gender.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

// Common nouns and titles, in small letters.
constexpr auto kFemaleWords = std::to_array<std::string_view>({
    "actress", "aunt", "baroness", "begum", "businesswoman", "chairwoman", "congresswoman", "councilwoman", "countess", "daughter", "duchess",
    "empress", "frau", "girl", "girlfriend", "goddess", "granddaughter", "grandmother", "her", "heroine", "hers", "herself", "housewife", "lady",
    "madam", "madame", "miss", "mistress", "mother", "mrs", "mrs.", "ms", "ms.", "niece", "nun", "policewoman", "princess", "queen", "schoolgirl",
    "servicewoman", "señora", "she", "sister", "spokeswoman", "sportswoman", "stateswoman", "widow", "wife", "woman",
});
static_assert(std::is_sorted(kFemaleWords.begin(), kFemaleWords.end()));
constexpr auto kMaleWords = std::to_array<std::string_view>({
    "ayatollah", "baron", "bishop", "boy", "boyfriend", "brother", "businessman", "cardinal", "chairman", "clergyman", "congressman", "councilman",
    "count", "duke", "emir", "emperor", "father", "fisherman", "grandfather", "grandson", "gunman", "he", "herr", "him", "himself", "his", "husband",
    "imam", "king", "lord", "man", "monk", "monsieur", "mr", "mr.", "nephew", "nobleman", "policeman", "pontiff", "pope", "priest", "prince",
    "schoolboy", "serviceman", "señor", "sheikh", "sir", "son", "spokesman", "sportsman", "statesman", "sultan", "uncle", "widower",
});
static_assert(std::is_sorted(kMaleWords.begin(), kMaleWords.end()));
// Given names that hardly ever belong to the other sex.
constexpr auto kFemaleNames = std::to_array<std::string_view>({
    "Aisha", "Alexandra", "Alice", "Alicia", "Alina", "Amanda", "Amina", "Amy", "Ana", "Anastasia", "Angela", "Angelina", "Anita", "Ann", "Anna",
    "Anne", "Annette", "Antonia", "Asma", "Astrid", "Audrey", "Ayesha", "Barbara", "Beatrice", "Beatriz", "Benazir", "Betty", "Birgit", "Birgitte",
    "Brigitte", "Camilla", "Carla", "Carmen", "Carol", "Caroline", "Catalina", "Catherine", "Cecilia", "Chantal", "Charlotte", "Cherie", "Christina",
    "Christine", "Claire", "Claudia", "Condoleezza", "Corazon", "Cristina", "Dalia", "Debbie", "Deborah", "Diana", "Diane", "Dilma", "Dina", "Donna",
    "Dora", "Dorothy", "Edith", "Elena", "Eleni", "Elisabeth", "Elizabeth", "Ellen", "Emily", "Emma", "Erika", "Esther", "Eva", "Eve", "Evelyn",
    "Fatima", "Federica", "Frances", "Francesca", "Gabriela", "Gertrude", "Gina", "Giorgia", "Giulia", "Gloria", "Golda", "Grace", "Graciela", "Gro",
    "Hanan", "Hannah", "Harriet", "Helen", "Helena", "Helene", "Helle", "Hillary", "Ilse", "Indira", "Ingrid", "Irene", "Irina", "Isabel", "Isabella",
    "Jacinda", "Jacqueline", "Jadranka", "Jana", "Jane", "Janet", "Janine", "Jeanne", "Jennifer", "Jessica", "Joan", "Joanna", "Josephine", "Joyce",
    "Judith", "Julia", "Julie", "Juliet", "Karen", "Karin", "Kate", "Katherine", "Kathleen", "Katja", "Khaleda", "Kirsten", "Kristina", "Larisa",
    "Laura", "Leila", "Lena", "Leyla", "Lidia", "Lilia", "Linda", "Lisa", "Louise", "Lucia", "Lucy", "Ludmila", "Luisa", "Lydia", "Madeleine", "Maha",
    "Malala", "Marcela", "Margaret", "Margarita", "Margot", "Maria", "Marie", "Marina", "Marion", "Martha", "Martine", "Mary", "María", "Masha",
    "Megawati", "Melanie", "Melissa", "Mette", "Michelle", "Mireille", "Miriam", "Monica", "Monika", "Nadia", "Nancy", "Natalia", "Natalie",
    "Natasha", "Nicole", "Nina", "Nora", "Oksana", "Olga", "Olivia", "Ophelia", "Pamela", "Patricia", "Paula", "Pauline", "Penelope", "Priscilla",
    "Rachel", "Rania", "Rebecca", "Rigoberta", "Rita", "Rosa", "Rose", "Rosemary", "Roza", "Ruth", "Sadako", "Salma", "Samantha", "Sandra", "Sara",
    "Sarah", "Segolene", "Sheila", "Shirin", "Shirley", "Silvia", "Simone", "Sofia", "Sonia", "Sophie", "Stephanie", "Susan", "Susana", "Susanne",
    "Suzanne", "Svetlana", "Sylvia", "Sylvie", "Ségolène", "Tamara", "Tania", "Tansu", "Tarja", "Tatiana", "Teresa", "Theresa", "Ursula", "Valentina",
    "Valerie", "Vanessa", "Vera", "Veronica", "Victoria", "Vigdis", "Violeta", "Vivian", "Viviane", "Wanda", "Wendy", "Winnie", "Yasmin", "Yevgenia",
    "Yulia", "Yuriko", "Yvonne", "Zainab", "Zeynep", "Zoe", "Zsuzsa",
});
static_assert(std::is_sorted(kFemaleNames.begin(), kFemaleNames.end()));
constexpr auto kMaleNames = std::to_array<std::string_view>({
    "Aaron", "Abdallah", "Abdel", "Abdul", "Abdullah", "Abel", "Abraham", "Adam", "Adel", "Ahmad", "Ahmed", "Akbar", "Akram", "Alain", "Alan",
    "Alassane", "Albert", "Alberto", "Alejandro", "Aleksandar", "Aleksandr", "Alexander", "Alexandre", "Alexei", "Alfonso", "Alfred", "Alfredo",
    "Ali", "Allan", "Alvaro", "Amir", "Amr", "Anatoly", "Anders", "Andre", "Andrei", "Andres", "Andrew", "Andrzej", "André", "Anthony", "Antonio",
    "Antonis", "António", "Ariel", "Arnold", "Arthur", "Artur", "Ashraf", "Asif", "Augusto", "Barack", "Bashar", "Ben", "Benjamin", "Bernard",
    "Bertrand", "Bill", "Bob", "Boris", "Boutros", "Brian", "Bruce", "Carl", "Carlos", "Charles", "Chris", "Christopher", "Claude", "Colin", "Costas",
    "Daniel", "Dario", "Dave", "David", "Dennis", "Dick", "Didier", "Dieter", "Dimitris", "Dmitry", "Donald", "Douglas", "Dragan", "Eduard",
    "Eduardo", "Edward", "Ehud", "Emile", "Emmanuel", "Enrique", "Eric", "Ernesto", "Evo", "Fadel", "Farouk", "Faruk", "Felipe", "Ferdinand",
    "Fernando", "Fidel", "Francisco", "Francois", "Frank", "Franz", "François", "Fred", "Frederick", "Gamal", "Gary", "Gennady", "Geoff", "Georg",
    "George", "Georges", "Gerald", "Gerhard", "Gerry", "Giorgio", "Giovanni", "Giulio", "Goran", "Gordon", "Greg", "Gregory", "Guido", "Guillermo",
    "Gustavo", "Guy", "Habib", "Hamid", "Hans", "Harold", "Harry", "Hasan", "Hashim", "Hassan", "Heinz", "Helmut", "Henri", "Henry", "Herbert",
    "Hosni", "Howard", "Hubert", "Hugo", "Hussein", "Ian", "Ibrahim", "Igor", "Ilham", "Ivan", "Ivica", "Ivo", "Jack", "Jacob", "Jacques", "Jaime",
    "James", "Janez", "Janos", "Jaroslaw", "Javad", "Javier", "Jean-Bertrand", "Jean-Claude", "Jean-Pierre", "Jeff", "Jeffrey", "Jens", "Jerry",
    "Jesse", "Jesus", "Jim", "Jimmy", "Joachim", "Joao", "Joe", "Johan", "Johannes", "John", "Jonas", "Jonathan", "Jorge", "Joschka", "Jose", "Josef",
    "Joseph", "Josip", "José", "Juan", "Julian", "Julio", "Junichiro", "Karim", "Karl", "Kemal", "Ken", "Kenneth", "Kevin", "Khaled", "Khalid",
    "Klaus", "Kofi", "Konstantin", "Kurt", "Lamberto", "Larry", "Laurent", "Lech", "Leo", "Leon", "Leonardo", "Leonel", "Leonid", "Liam", "Lionel",
    "Louis", "Lucas", "Ludwig", "Luigi", "Luis", "Luiz", "Mahathir", "Mahmoud", "Mahmud", "Manfred", "Manmohan", "Manuel", "Marcel", "Marco",
    "Marcos", "Mario", "Mark", "Markus", "Martin", "Massimo", "Matthew", "Mauricio", "Max", "Meles", "Michael", "Michel", "Mick", "Miguel", "Mike",
    "Mikhail", "Milan", "Milo", "Mladen", "Mohamad", "Mohamed", "Mohammad", "Mohammed", "Morgan", "Moshe", "Muammar", "Muhammad", "Mustafa", "Nabil",
    "Nasser", "Necmettin", "Nelson", "Nestor", "Nicholas", "Nicolas", "Nicos", "Nigel", "Nikola", "Nikolai", "Nikos", "Norman", "Nouri", "Nuri",
    "Néstor", "Olaf", "Oleg", "Oliver", "Olusegun", "Omar", "Omer", "Osama", "Oscar", "Osman", "Otto", "Pablo", "Pascal", "Patrick", "Paul", "Pavel",
    "Pedro", "Percy", "Pervez", "Peter", "Petr", "Petro", "Philip", "Philippe", "Pierre", "Radovan", "Rafael", "Rafik", "Ramon", "Ramzan", "Raul",
    "Raymond", "Raúl", "Recep", "Rene", "Ricardo", "Richard", "Robert", "Roberto", "Rodrigo", "Roger", "Roland", "Roman", "Romano", "Ron", "Ronald",
    "Rudolf", "Ruslan", "Saad", "Saddam", "Sadiq", "Said", "Salam", "Salim", "Salman", "Sam", "Sami", "Samuel", "Sayed", "Scott", "Sean", "Sebastian",
    "Serge", "Sergei", "Sergey", "Sergio", "Shaul", "Shimon", "Shinzo", "Silvio", "Simon", "Slobodan", "Stefan", "Stephane", "Stephen", "Steve",
    "Steven", "Stjepan", "Stuart", "Suleyman", "Syed", "Taha", "Tahir", "Tareq", "Tariq", "Taro", "Tassos", "Tayyip", "Ted", "Terry", "Thabo", "Theo",
    "Thomas", "Tim", "Timothy", "Tom", "Tommy", "Tony", "Turki", "Tzachi", "Vaclav", "Valery", "Victor", "Viktor", "Vincent", "Vitaly", "Vladimir",
    "Vojislav", "Volodymyr", "Walid", "Walter", "Warren", "Werner", "William", "Winston", "Wolfgang", "Xavier", "Yasir", "Yasser", "Yitzhak",
    "Yoweri", "Yukio", "Yuri", "Yusuf", "Zoran", "Álvaro",
});
static_assert(std::is_sorted(kMaleNames.begin(), kMaleNames.end()));

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

}  // namespace

Gender gender_of_word(std::string_view form) {
  if (form.empty() || form.size() > 24) return Gender::kUnknown;
  if (holds(kFemaleNames, form)) return Gender::kFemale;
  if (holds(kMaleNames, form)) return Gender::kMale;
  std::array<char, 24> buffer{};
  for (std::size_t i = 0; i < form.size(); ++i) buffer[i] = form[i] >= 'A' && form[i] <= 'Z' ? static_cast<char>(form[i] + 32) : form[i];
  const std::string_view lower(buffer.data(), form.size());
  if (holds(kFemaleWords, lower)) return Gender::kFemale;
  if (holds(kMaleWords, lower)) return Gender::kMale;
  return Gender::kUnknown;
}

}  // namespace dragoman
