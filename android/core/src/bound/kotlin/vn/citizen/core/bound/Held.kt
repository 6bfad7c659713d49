package vn.citizen.core.bound

import vn.citizen.bindings.FfiConverterTypeChangeObserver
import vn.citizen.bindings.FfiConverterTypeConnectivityPort
import vn.citizen.bindings.FfiConverterTypeKeyStorePort
import vn.citizen.bindings.FfiConverterTypeOperationObserver
import vn.citizen.bindings.FfiConverterTypeWakePort
import vn.citizen.bindings.uniffiContinuationHandleMap

/**
 * What of this process the core holds, read off the bindings' own registers, for tests that look for leaks: who watches ([watchers]), who
 * listens to work ([listeners]), what the phone brings ([ports]), calls that are waited for ([waiting]).
 */
data class Held(val watchers: Int, val listeners: Int, val ports: Int, val waiting: Int) {
    companion object {
        fun now() = Held(
            FfiConverterTypeChangeObserver.handleMap.size,
            FfiConverterTypeOperationObserver.handleMap.size,
            FfiConverterTypeKeyStorePort.handleMap.size + FfiConverterTypeConnectivityPort.handleMap.size + FfiConverterTypeWakePort.handleMap.size,
            uniffiContinuationHandleMap.size,
        )
    }
}
