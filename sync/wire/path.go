package wire

// Where a host answers. Bodies are CBOR; a photo's is its bytes.
const (
	PathBase     = "/sync/"          // of all of them
	PathPark     = "/sync/v1/park"   // GET: Park
	PathEnrol    = "/sync/v1/enrol"  // POST Enrol: Enrolled
	PathExchange = "/sync/v1"        // POST Request with an Exchange: Answer
	PathPhoto    = "/sync/v1/photo/" // PUT <sum>?at=&size= with bytes from at on: Answer; GET <sum>: bytes, also of handouts
	PathSmall    = "/sync/v1/small/" // PUT <sum> with a JPEG: Answer
	MediaType    = "application/cbor"
	// Scheme of the Authorization field where the body is a photo's: Request with an empty Body, base64url.
	Scheme = "Paicha"
)
