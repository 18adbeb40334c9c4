#include "formats.h"

#include <string.h>

#include "calendar.h"
#include "text.h"

static bool
is_letter(char c)
{
	return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

/* How many digits begin the text. */
static size_t
digits(const char *text, size_t length)
{
	size_t count = 0;

	while (count < length && ascii_digit(text[count]))
		count++;
	return count;
}

/* Letters, digits and hyphens in labels between points; at least so many labels. */
static bool
is_host(const char *text, size_t length, size_t labels)
{
	size_t label = 0, found = 1;

	if (length == 0 || length > 253)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '.') {
			if (label == 0 || text[i - 1] == '-')
				return false;
			label = 0;
			found++;
		} else if (is_letter(text[i]) || ascii_digit(text[i]) ||
			   (text[i] == '-' && label)) {
			if (++label > 63)
				return false;
		} else {
			return false;
		}
	}
	return label && text[length - 1] != '-' && found >= labels;
}

const char *
format_email(const char *text, size_t length)
{
	static const char wrong[] = "Must be an e-mail address.";
	const char *at = memchr(text, '@', length);
	size_t local = at ? (size_t)(at - text) : 0;

	if (!local || local > 64 || length > 254)
		return wrong;
	for (size_t i = 0; i < local; i++) {
		char c = text[i];

		if (c == '.' ? i == 0 || i == local - 1 || text[i - 1] == '.'
			     : !is_letter(c) && !ascii_digit(c) &&
				   (!c || !strchr("!#$%&'*+/=?^_`{|}~-", c)))
			return wrong;
	}
	return is_host(at + 1, length - local - 1, 2) ? NULL : wrong;
}

/* Area code, number, perhaps an extension: 010-62345678, 0571 8765 4321-12; or 400-820-8820. */
static bool
is_landline(const char *text, size_t length)
{
	char plain[24];
	size_t kept = 0, extension = 0;
	bool in_extension = false;

	for (size_t i = 0; i < length; i++) {
		bool last_hyphen = text[i] == '-' && kept >= 10;

		if (in_extension && !ascii_digit(text[i]))
			return false;
		if (in_extension) {
			extension++;
		} else if (ascii_digit(text[i]) && kept < sizeof(plain)) {
			plain[kept++] = text[i];
		} else if (last_hyphen) {
			in_extension = true;
		} else if ((text[i] != '-' && text[i] != ' ') || i == 0 ||
			   !ascii_digit(text[i - 1])) {
			return false;
		}
	}
	if (in_extension && (extension < 1 || extension > 6))
		return false;
	if (!in_extension && length && !ascii_digit(text[length - 1]))
		return false;
	/* 400 and 800 numbers have no area; 010 and 02x have three digits, others four. */
	if (kept == 10)
		return (plain[0] == '4' || plain[0] == '8') && plain[1] == '0' && plain[2] == '0';
	if (kept == 11 && plain[0] == '0' && (plain[1] == '1' || plain[1] == '2'))
		return true;
	return kept >= 11 && kept <= 12 && plain[0] == '0' && plain[1] >= '3';
}

const char *
format_phone(const char *text, size_t length)
{
	size_t leading = digits(text, length);

	if (length >= 8 && length <= 16 && text[0] == '+' && text[1] != '0' &&
	    digits(text + 1, length - 1) == length - 1)
		return NULL;
	if (length == 11 && leading == length && text[0] == '1' && text[1] >= '3')
		return NULL;
	if (is_landline(text, length))
		return NULL;
	return "Must be + with country and number, or a Chinese mobile or landline number.";
}

const char *
format_unified_social_credit_code(const char *text, size_t length)
{
	/* Digits and letters without I, O, S, V and Z; each is worth its place. */
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	int sum = 0, weight = 1;

	if (length != 18)
		return "Must have 18 characters.";
	for (size_t i = 0; i < 18; i++) {
		const char *found = text[i] ? strchr(alphabet, text[i]) : NULL;

		if (!found)
			return "Must hold only 0-9 and A-Y without I, O, S and V.";
		if (i >= 2 && i < 8 && !ascii_digit(text[i]))
			return "Must hold an administrative division as characters 3 to 8.";
		/* The check character has the weight 1: the sum becomes a multiple of 31. */
		sum += (int)(found - alphabet) * (i == 17 ? 1 : weight);
		weight = weight * 3 % 31;
	}
	return sum % 31 ? "The check character does not fit." : NULL;
}

static bool
is_province(int code)
{
	static const unsigned char provinces[] = { 11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
		35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81,
		82, 83, 91 };

	return memchr(provinces, code, sizeof(provinces)) != NULL;
}

static int
number(const char *text, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++)
		value = 10 * value + (text[i] - '0');
	return value;
}

const char *
format_resident_identity_number(const char *text, size_t length)
{
	int sum = 0, year, power = 1;

	if (length != 18)
		return "Must have 18 characters.";
	if (digits(text, 17) != 17 || (!ascii_digit(text[17]) && text[17] != 'X'))
		return "Must be 17 digits, and a digit or X.";
	if (!is_province(number(text, 2)))
		return "Must begin with an administrative division.";
	year = number(text + 6, 4);
	if (year < 1850 || year > 2199 ||
	    date_make(year, number(text + 10, 2), number(text + 12, 2)) == NO_DATE)
		return "Must hold a date of birth.";
	/* ISO 7064 MOD 11-2: each character weighs twice the one behind it. */
	for (int i = 17; i >= 0; i--) {
		sum += (text[i] == 'X' ? 10 : text[i] - '0') * power;
		power = power * 2 % 11;
	}
	return sum % 11 == 1 ? NULL : "The check character does not fit.";
}

/* [2001:db8::1]: its characters; whether it is an address the connection will tell. */
static bool
is_bracketed(const char *text, size_t length)
{
	if (length < 4 || text[0] != '[' || text[length - 1] != ']')
		return false;
	for (size_t i = 1; i < length - 1; i++)
		if (hex_digit(text[i]) < 0 && text[i] != ':' && text[i] != '.')
			return false;
	return true;
}

const char *
format_url(const char *text, size_t length)
{
	static const char wrong[] =
	    "Must be an absolute http or https URL without credentials and fragment.";
	size_t from, host, port = 0;

	if (length >= 8 && ascii_same_prefix(text, "https://"))
		from = 8;
	else if (length >= 7 && ascii_same_prefix(text, "http://"))
		from = 7;
	else
		return wrong;
	for (size_t i = from; i < length; i++)
		if (text[i] <= ' ' || text[i] > '~' || strchr("\"<>\\^`{|}#", text[i]))
			return wrong;

	host = strcspn(text + from, "/?");
	if (host > length - from || memchr(text + from, '@', host))
		return wrong;
	/* A colon within brackets belongs to the address. */
	for (size_t i = host; i > 0 && text[from + i - 1] != ']'; i--)
		if (text[from + i - 1] == ':') {
			port = host - i + 1;
			break;
		}
	if (port) {
		const char *first = text + from + host - port + 1;

		if (port < 2 || port > 6 || digits(first, port - 1) != port - 1 ||
		    number(first, (int)port - 1) > 65535)
			return wrong;
	}
	host -= port;
	return is_host(text + from, host, 1) || is_bracketed(text + from, host) ? NULL : wrong;
}

const char *
format_duration(const char *text, size_t length)
{
	struct period period;

	return strlen(text) == length && period_read(text, &period)
		   ? NULL
		   : "Must be a duration, like P6M or PT48H.";
}

const char *
format_quantity(const char *text, size_t length)
{
	size_t whole = digits(text, length), places;

	if (whole < 1 || whole > 9 || strspn(text, "0.") == length)
		return "Must be a decimal above 0, like 12 or 2.5.";
	if (whole == length)
		return NULL;
	places = digits(text + whole + 1, length - whole - 1);
	return text[whole] == '.' && places >= 1 && places <= 3 && whole + 1 + places == length
		   ? NULL
		   : "Must have at most 3 decimal places, like 2.125.";
}

const char *
format_jti(const char *text, size_t length)
{
	if (length < 1 || length > 256)
		return "Must have 1 to 256 characters.";
	for (size_t i = 0; i < length; i++)
		if (text[i] <= ' ' || text[i] > '~')
			return "Must hold only visible ASCII characters.";
	return NULL;
}

const char *
format_line(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
			return "Must hold no control characters.";
	return NULL;
}

const char *
format_prose(const char *text, size_t length)
{
	return length && utf8_blanks(text, length) == length ? "Must say something." : NULL;
}

const char *
format_reference(const char *text, size_t length)
{
	if (utf8_blank(text, length))
		return "Must not begin with a blank.";
	for (size_t size = 1; size <= 3 && size <= length; size++)
		if (utf8_blank(text + length - size, size) == size)
			return "Must not end with a blank.";
	return format_line(text, length);
}

static bool
is_base64(char c)
{
	return is_letter(c) || ascii_digit(c) || c == '+' || c == '/';
}

const char *
format_base64(const char *text, size_t length)
{
	size_t filled = length;

	while (filled && filled + 2 > length && text[filled - 1] == '=')
		filled--;
	for (size_t i = 0; i < filled; i++)
		if (!is_base64(text[i]))
			return "Must be base64.";
	return length % 4 == 0 ? NULL
			       : "Must be base64, filled up to a multiple of four characters.";
}
