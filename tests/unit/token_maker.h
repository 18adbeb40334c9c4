/* Makes keys, and tokens of any header and payload text, right or wrong. For tests. */
#ifndef KEHU_TOKEN_MAKER_H
#define KEHU_TOKEN_MAKER_H

#include <assert.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

enum signing { SIGN_NOT, SIGN_EC, SIGN_RSA, SIGN_HMAC };

struct signer {
	enum signing how;
	EVP_PKEY *key;
	const EVP_MD *digest;
	const char *secret;
	size_t secret_length;
};

static inline EVP_PKEY *
new_ec_key(const char *curve)
{
	return EVP_PKEY_Q_keygen(NULL, NULL, "EC", curve);
}

static inline EVP_PKEY *
new_rsa_key(size_t bits)
{
	return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

static inline char *
public_pem(struct arena *arena, EVP_PKEY *key)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes, *text;
	long length;

	PEM_write_bio_PUBKEY(bio, key);
	length = BIO_get_mem_data(bio, &bytes);
	text = arena_copy(arena, bytes, (size_t)length);
	BIO_free(bio);
	return text;
}

static inline char *
private_pem(struct arena *arena, EVP_PKEY *key)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes, *text;
	long length;

	PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
	length = BIO_get_mem_data(bio, &bytes);
	text = arena_copy(arena, bytes, (size_t)length);
	BIO_free(bio);
	return text;
}

/* A big number of the key (n, e, x or y), base64url. */
static inline char *
key_number(struct arena *arena, EVP_PKEY *key, const char *name)
{
	BIGNUM *number = NULL;
	unsigned char bytes[1024];
	int length;

	assert(EVP_PKEY_get_bn_param(key, name, &number));
	length = EVP_PKEY_is_a(key, "EC") ? (EVP_PKEY_get_bits(key) + 7) / 8 : BN_num_bytes(number);
	BN_bn2binpad(number, bytes, length);
	BN_free(number);
	return base64url_encode(arena, bytes, (size_t)length);
}

/* The members of a JWK, without its braces. */
static inline char *
jwk_members(struct arena *arena, EVP_PKEY *key)
{
	if (EVP_PKEY_is_a(key, "EC"))
		return arena_print(arena, "\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"",
		    EVP_PKEY_get_bits(key) == 256 ? "P-256" : "P-384",
		    key_number(arena, key, OSSL_PKEY_PARAM_EC_PUB_X),
		    key_number(arena, key, OSSL_PKEY_PARAM_EC_PUB_Y));
	return arena_print(arena, "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"",
	    key_number(arena, key, OSSL_PKEY_PARAM_RSA_N),
	    key_number(arena, key, OSSL_PKEY_PARAM_RSA_E));
}

/* The two numbers of an ECDSA signature, each as long as the curve's. */
static inline size_t
plain_signature(unsigned char *signature, size_t length, size_t half)
{
	const unsigned char *at = signature;
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)length);

	assert(pair);
	BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, (int)half);
	BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + half, (int)half);
	ECDSA_SIG_free(pair);
	return half * 2;
}

static inline char *
signature_of(struct arena *arena, const struct signer *by, const char *text)
{
	unsigned char signature[1024];
	size_t length = sizeof(signature);
	unsigned short_length = 0;
	EVP_MD_CTX *context;

	if (by->how == SIGN_NOT)
		return arena_text(arena, "");
	if (by->how == SIGN_HMAC) {
		HMAC(by->digest, by->secret, (int)by->secret_length, (const unsigned char *)text,
		    strlen(text), signature, &short_length);
		return base64url_encode(arena, signature, short_length);
	}
	context = EVP_MD_CTX_new();
	assert(EVP_DigestSignInit(context, NULL, by->digest, NULL, by->key) == 1);
	assert(EVP_DigestSign(
		   context, signature, &length, (const unsigned char *)text, strlen(text)) == 1);
	EVP_MD_CTX_free(context);
	if (by->how == SIGN_EC)
		length = plain_signature(
		    signature, length, (size_t)(EVP_PKEY_get_bits(by->key) + 7) / 8);
	return base64url_encode(arena, signature, length);
}

static inline char *
make_token_of(struct arena *arena, const void *header, size_t header_length, const void *payload,
    size_t payload_length, const struct signer *by)
{
	char *text = arena_print(arena, "%s.%s", base64url_encode(arena, header, header_length),
	    base64url_encode(arena, payload, payload_length));

	return arena_print(arena, "%s.%s", text, signature_of(arena, by, text));
}

static inline char *
make_token(struct arena *arena, const char *header, const char *payload, const struct signer *by)
{
	return make_token_of(arena, header, strlen(header), payload, strlen(payload), by);
}

#endif
