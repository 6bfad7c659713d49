package vn.citizen.platform.keys

import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import java.math.BigInteger
import java.security.KeyFactory
import java.security.PublicKey
import java.security.interfaces.ECPublicKey
import java.security.spec.ECFieldFp
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec

private const val FIELD = 32
private const val UNCOMPRESSED: Byte = 4

/** The uncompressed SEC 1 point of a P-256 key, 65 bytes. */
internal fun ECPublicKey.point(): ByteArray = byteArrayOf(UNCOMPRESSED) + w.affineX.field() + w.affineY.field()

/** The key of a point of the curve of this one. Not every key store looks whether it is one, and a point beside the curve can betray a key. */
internal fun ECPublicKey.peer(point: ByteArray): PublicKey {
    if (point.size != 1 + 2 * FIELD || point[0] != UNCOMPRESSED) throw PortProblem(PortTrouble.DAMAGED)
    val x = BigInteger(1, point.copyOfRange(1, 1 + FIELD))
    val y = BigInteger(1, point.copyOfRange(1 + FIELD, 1 + 2 * FIELD))
    val at = ECPoint(x, y)
    val curve = params.curve
    val prime = (curve.field as ECFieldFp).p
    if (x >= prime || y >= prime || y.pow(2).mod(prime) != (x.pow(3) + curve.a * x + curve.b).mod(prime)) throw PortProblem(PortTrouble.DAMAGED)
    return KeyFactory.getInstance("EC").generatePublic(ECPublicKeySpec(at, params))
}

/**
 * r and s of an ECDSA signature, 32 bytes each, from `SEQUENCE { INTEGER, INTEGER }` (RFC 3279, section 2.2.3): the key store gives that form
 * only. Both numbers fit, so every length is one byte.
 */
internal fun rAndS(der: ByteArray): ByteArray {
    val numbers = mutableListOf<BigInteger>()
    var at = 2
    while (numbers.size < 2) {
        if (at + 2 > der.size || der[at].toInt() != 2) throw PortProblem(PortTrouble.DAMAGED)
        val end = at + 2 + der[at + 1]
        if (der[at + 1] <= 0 || end > der.size) throw PortProblem(PortTrouble.DAMAGED)
        numbers += BigInteger(1, der.copyOfRange(at + 2, end))
        at = end
    }
    return numbers[0].field() + numbers[1].field()
}

private fun BigInteger.field(): ByteArray {
    val bytes = toByteArray()
    val from = maxOf(0, bytes.size - FIELD)
    if (bytes.size - from > FIELD || (from > 0 && bytes[0].toInt() != 0)) throw PortProblem(PortTrouble.DAMAGED)
    return ByteArray(FIELD - (bytes.size - from)) + bytes.copyOfRange(from, bytes.size)
}
