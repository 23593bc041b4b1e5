# What the scanner read, and the city's key whose index it names (file key.pem)
PREFIX='@PREFIX@'
CODE="$1"

# The digits are one number: 18 bytes of payload and 64 of signature
openssl asn1parse -genstr "INTEGER:${CODE#"$PREFIX"}" -noout -out code.der
tail -c 82 code.der > code.bin
hex() { od -An -v -tx1 | tr -d ' \n'; }
echo "index $(( 0x$(head -c 3 code.bin | tail -c 2 | hex) ))"

# Signed are a name, the prefix and the payload
{ printf 'TESHEMA-CODE-V1\n%s\n' "$PREFIX"; head -c 18 code.bin; } > signed.bin

# The signature in the form OpenSSL reads
R=$(tail -c 64 code.bin | head -c 32 | hex)
S=$(tail -c 32 code.bin | hex)
printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$R" "$S" > signature.cnf
openssl asn1parse -genconf signature.cnf -noout -out signature.der

openssl pkeyutl -verify -pubin -inkey key.pem -in signed.bin -rawin -digest sm3 \
  -pkeyopt distid:@DISTID@ -sigfile signature.der
