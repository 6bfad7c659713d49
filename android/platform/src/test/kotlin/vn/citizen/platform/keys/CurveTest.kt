package vn.citizen.platform.keys

import org.junit.Test
import vn.citizen.core.PortProblem
import kotlin.test.assertContentEquals
import kotlin.test.assertFailsWith

class CurveTest {
    private fun der(r: ByteArray, s: ByteArray): ByteArray {
        val numbers = byteArrayOf(2, r.size.toByte()) + r + byteArrayOf(2, s.size.toByte()) + s
        return byteArrayOf(0x30, numbers.size.toByte()) + numbers
    }

    @Test fun `short numbers are filled up and long ones lose their nought`() {
        val long = ByteArray(33).also { it[1] = -1 }
        val expected = ByteArray(64).also {
            it[31] = 5
            it[32] = -1
        }
        assertContentEquals(expected, rAndS(der(byteArrayOf(5), long)))
    }

    @Test fun `what is no signature is damage`() {
        val good = der(byteArrayOf(5), byteArrayOf(6))
        for (length in good.indices) assertFailsWith<PortProblem> { rAndS(good.copyOf(length)) }
        assertFailsWith<PortProblem> { rAndS(der(ByteArray(34) { 1 }, byteArrayOf(6))) }
        assertFailsWith<PortProblem> { rAndS(good.also { it[2] = 3 }) }
        assertFailsWith<PortProblem> { rAndS(good.also { it[3] = -1 }) }
    }
}
